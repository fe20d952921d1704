"""Who spoke and through which outlet: mentions to people, addresses and words to news organisations."""
