"""Cleanup: pick apples, and keep the river clean enough for them to grow, or leave that to the others."""
