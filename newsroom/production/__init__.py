"""What a machine of one's own needs around the newspaper: nginx in front, systemd below."""
