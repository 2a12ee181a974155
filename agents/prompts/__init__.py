"""What a language model on a seat reads: a function of what the seat may know and of nothing else."""

from agents.prompts.correcting import again, retold
from agents.prompts.seat import Question, SeatPrompts, stage_of

__all__ = ["Question", "SeatPrompts", "again", "retold", "stage_of"]
