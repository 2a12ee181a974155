"""Who sits on a seat: people, scripted players, and the table that seats them."""
