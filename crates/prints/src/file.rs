//! Pages of drawing instructions become the bytes of a PDF.

use crate::text::latin_width;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, TextRenderingMode};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

const CHINESE: Name = Name(b"C");
const LATIN_FACE: Name = Name(b"L");
const SONG: Name = Name(b"STSong-Light");

/// A colour as red, green and blue from 0 to 1.
pub type Ink = (f32, f32, f32);

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Face {
    /// In points.
    pub size: f32,
    pub bold: bool,
    pub ink: Ink,
}

/// One page being drawn: the origin is the lower left corner, lengths are points.
pub struct Page(Content);

impl Default for Page {
    fn default() -> Self {
        Self(Content::new())
    }
}

impl Page {
    pub fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32, (r, g, b): Ink) {
        self.0.set_fill_rgb(r, g, b).rect(x, y, width, height).fill_nonzero();
    }

    pub fn line(&mut self, x: f32, y: f32, to: f32, (r, g, b): Ink) {
        self.0.set_stroke_rgb(r, g, b).set_line_width(0.5).move_to(x, y).line_to(to, y).stroke();
    }

    pub fn text(&mut self, x: f32, y: f32, face: Face, text: &str) {
        self.turned([1.0, 0.0, 0.0, 1.0, x, y], face, text);
    }

    /// Text under a transformation `[cos, sin, -sin, cos, x, y]`.
    pub fn turned(&mut self, matrix: [f32; 6], Face { size, bold, ink: (r, g, b) }: Face, text: &str) {
        self.0.begin_text().set_fill_rgb(r, g, b).set_stroke_rgb(r, g, b);
        // No face is sent along, so bold is the outline drawn as well.
        let mode = if bold { TextRenderingMode::FillStroke } else { TextRenderingMode::Fill };
        self.0.set_line_width(size * 0.03).set_text_rendering_mode(mode);
        self.0.set_text_matrix(matrix);
        for (latin, run) in runs(text) {
            if latin {
                let bytes: Vec<u8> = run.chars().filter_map(|c| u8::try_from(c).ok()).collect();
                self.0.set_font(LATIN_FACE, size).show(Str(&bytes));
            } else {
                let units: Vec<u8> = run.encode_utf16().flat_map(u16::to_be_bytes).collect();
                self.0.set_font(CHINESE, size).show(Str(&units));
            }
        }
        self.0.end_text();
    }
}

/// Parts of a text that are set in one face.
fn runs(text: &str) -> Vec<(bool, String)> {
    let mut runs: Vec<(bool, String)> = vec![];
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        match runs.last_mut() {
            Some((latin, run)) if *latin == latin_width(c).is_some() => run.push(c),
            _ => runs.push((latin_width(c).is_some(), c.to_string())),
        }
    }
    runs
}

/// The file of these pages, each `width` by `height` points, all of them over `under`.
pub fn write(title: &str, width: f32, height: f32, under: Page, pages: Vec<Page>) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut next = Ref::new(1);
    let mut id = || next.bump();
    let (catalog, tree, info) = (id(), id(), id());
    let (latin, chinese, cid, descriptor, ground) = (id(), id(), id(), id(), id());
    let ids: Vec<(Ref, Ref)> = pages.iter().map(|_| (id(), id())).collect();

    pdf.catalog(catalog).pages(tree).lang(TextStr("zh-CN"));
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("Yunchou"));
    pdf.pages(tree).kids(ids.iter().map(|(page, _)| *page)).count(i32::try_from(ids.len()).unwrap_or(i32::MAX));
    for ((page, content), drawn) in ids.into_iter().zip(pages) {
        let mut written = pdf.page(page);
        written.media_box(Rect::new(0.0, 0.0, width, height)).parent(tree).contents_array([ground, content]);
        written.resources().fonts().pair(LATIN_FACE, latin).pair(CHINESE, chinese);
        written.finish();
        pdf.stream(content, &drawn.0.finish());
    }

    pdf.stream(ground, &under.0.finish());

    faces(&mut pdf, latin, chinese, cid, descriptor);
    pdf.finish()
}

fn faces(pdf: &mut Pdf, latin: Ref, chinese: Ref, cid: Ref, descriptor: Ref) {
    pdf.type1_font(latin)
        .base_font(Name(b"Helvetica"))
        .encoding_predefined(Name(b"WinAnsiEncoding"))
        .first_char(32)
        .last_char(255)
        .widths((32..=255).map(|code| f32::from(latin_width(char::from(code)).unwrap_or(0))));
    pdf.type0_font(chinese).base_font(Name(b"STSong-Light-UniGB-UTF16-H")).encoding_predefined(Name(b"UniGB-UTF16-H")).descendant_font(cid);
    pdf.cid_font(cid)
        .subtype(CidFontType::Type0)
        .base_font(SONG)
        .system_info(SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"GB1"), supplement: 5 })
        .font_descriptor(descriptor)
        .default_width(1000.0);
    pdf.font_descriptor(descriptor)
        .name(SONG)
        .flags(FontFlags::SYMBOLIC | FontFlags::SERIF)
        .bbox(Rect::new(-25.0, -254.0, 1000.0, 880.0))
        .italic_angle(0.0)
        .ascent(880.0)
        .descent(-120.0)
        .cap_height(880.0)
        .stem_v(93.0);
}
