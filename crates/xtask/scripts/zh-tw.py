#!/usr/bin/env python3
"""Writes the 繁體中文 texts that are missing from the 简体中文 ones (pip install opencc-python-reimplemented); texts that exist stay."""
import pathlib, re, opencc

root = pathlib.Path(__file__).parents[3] / "crates/locale/texts"
convert = opencc.OpenCC("s2twp").convert
line = re.compile(r'^(\w+)\s*=\s*"')
for source in sorted((root / "zh-CN").glob("*.toml")):
    target = root / "zh-TW" / source.name
    known = {m.group(1): l for l in (target.read_text().splitlines() if target.exists() else []) if (m := line.match(l))}
    out = [known.get(m.group(1), convert(l)) if (m := line.match(l)) else l for l in source.read_text().splitlines()]
    target.write_text("\n".join(out) + "\n")
