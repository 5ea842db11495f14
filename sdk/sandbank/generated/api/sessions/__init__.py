# Generated from openapi.yaml by openapi-python-client. Do not edit.
"""Contains endpoint functions for accessing the API"""
