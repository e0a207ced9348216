"""How the newsroom writes dates and numbers, where Django asks by language."""
