"""Patients and their visits."""
