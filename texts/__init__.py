"""Every sentence that the station says."""
