"""The demo newspaper «المرفأ»: its content, its pictures, its loading."""
