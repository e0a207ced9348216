"""Loading the demo newspaper, «المرفأ»: everything in it is invented."""

from midad.demo.services.loading import UnableToLoadDemo, demo_is_loaded, load_demo

__all__ = ["UnableToLoadDemo", "demo_is_loaded", "load_demo"]
