# Generated from openapi.yaml by openapi-python-client. Do not edit.
"""Contains methods for accessing the API"""
