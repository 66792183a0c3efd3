from newsroom.keeping.changes import changed as note
from newsroom.keeping.changes import noting

__all__ = ["note", "noting"]
