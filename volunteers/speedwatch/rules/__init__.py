"""How SpeedWatch sessions are judged: plain values in and out."""
