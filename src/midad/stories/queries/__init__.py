"""Named reads of the paper: what each page shows, as frozen shapes, with the keys it hangs on."""
