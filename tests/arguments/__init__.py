"""Tests of the arguments: claims, their forms, and what they are judged on."""
