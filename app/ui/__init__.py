"""The parts pages are made of: words made safe, people, and how each game's table is drawn."""
