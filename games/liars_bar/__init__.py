"""Liar's Bar: lay cards face down, claim the target, be called a liar, pull the trigger."""
