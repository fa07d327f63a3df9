"""The workbench: a local web application over a folder of scenarios; pages, a REST API, jobs in the background.

It asks `detente.api` and tells what that answers; it decides nothing about conflicts. Everything that FastAPI and
uvicorn are needed for comes with the extra `workbench`.
"""
