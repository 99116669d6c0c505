from tambour.model.messages_fr import MESSAGES, Sentence

__all__ = ["MESSAGES", "Sentence"]
