"""The driver that all concepts for groups share: what groups can bring about, what they want, who is answered how."""
