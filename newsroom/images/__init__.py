"""Photos from the file somebody sends to the files readers get: check, read, cut, encode.

Pure functions on files: no model and no storage is known here.
"""

from newsroom.images.crops import focal_box
from newsroom.images.metadata import Metadata, read_metadata
from newsroom.images.renditions import Rendered, make_logo, make_portrait, make_renditions
from newsroom.images.upload import UploadedImage, check_upload

__all__ = [
    "Metadata",
    "Rendered",
    "UploadedImage",
    "check_upload",
    "focal_box",
    "make_logo",
    "make_portrait",
    "make_renditions",
    "read_metadata",
]
