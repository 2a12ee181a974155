"""The commands of `undertable`, one file each; each is imported only when it is called."""
