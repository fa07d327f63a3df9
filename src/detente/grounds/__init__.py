"""Grounds: what is asked of a scenario world by world, worked out once for all that worlds and variants share."""
