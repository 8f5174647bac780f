"""The models of all declared content types: see the files beside. None is written by hand."""

from cms.declarations import current
from cms.library.builder import build_models

globals().update(build_models(current(), __name__))
