from articles.admin import article, author, front, photo, shelves

__all__ = ["article", "author", "front", "photo", "shelves"]
