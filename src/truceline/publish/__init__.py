"""Verb: reports from a case's records, in JSON and HTML with a map picture."""

from truceline.publish.build import build_report
from truceline.publish.inputs import MapLayer, ReportInput, layer_from_geojson
from truceline.publish.render import render_html, render_json
from truceline.publish.report import Report

__all__ = [
    "MapLayer",
    "Report",
    "ReportInput",
    "build_report",
    "layer_from_geojson",
    "render_html",
    "render_json",
]
