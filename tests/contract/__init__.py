"""What every concept in the registry must keep to, new ones too, without another line being written."""
