//! A document grows from above to below; a new page begins where the next part has no room.

use crate::file::{Face, Ink, Page, write};
use crate::text::{width, wrap};

const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;
const MARGIN: f32 = 51.0;
const LEADING: f32 = 1.55;

const INK: Ink = (0.11, 0.12, 0.12);
const SOFT: Ink = (0.42, 0.44, 0.44);
const RULE: Ink = (0.78, 0.79, 0.78);
const WASH: Ink = (0.95, 0.96, 0.95);
const JADE: Ink = (0.05, 0.40, 0.34);
const WATER: Ink = (0.90, 0.91, 0.91);

const BODY: Face = Face { size: 10.0, bold: false, ink: INK };
const NOTE: Face = Face { size: 8.5, bold: false, ink: SOFT };
const HEAD: Face = Face { size: 9.0, bold: true, ink: INK };
const CELL: Face = Face { size: 9.0, bold: false, ink: INK };

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// A column of a table; widths are shares of the page's width.
pub struct Column {
    title: String,
    share: f32,
    align: Align,
}

impl Column {
    pub fn text(title: impl Into<String>, share: f32) -> Self {
        Self { title: title.into(), share, align: Align::Left }
    }

    /// Set to the right, as figures are.
    pub fn number(title: impl Into<String>, share: f32) -> Self {
        Self { title: title.into(), share, align: Align::Right }
    }
}

/// A bar of a chart: the longest takes all the room, `text` is what it says at its end.
pub struct Bar {
    pub label: String,
    pub value: f64,
    pub text: String,
}

/// A document of one or more pages A4.
pub struct Document {
    title: String,
    foot: String,
    watermark: Option<String>,
    wide: f32,
    high: f32,
    pages: Vec<Page>,
    page: Page,
    /// How far down the page is written: the next part begins below.
    y: f32,
}

impl Document {
    /// Upright, with its title on top and `foot` at the foot of each page.
    pub fn new(title: impl Into<String>, foot: impl Into<String>) -> Self {
        Self::of(title.into(), foot.into(), SHORT, LONG)
    }

    /// Across, for wide tables.
    pub fn landscape(title: impl Into<String>, foot: impl Into<String>) -> Self {
        Self::of(title.into(), foot.into(), LONG, SHORT)
    }

    fn of(title: String, foot: String, wide: f32, high: f32) -> Self {
        let mut document = Self { title, foot, watermark: None, wide, high, pages: vec![], page: Page::default(), y: high - MARGIN };
        let title = document.title.clone();
        document.lines(&title, Face { size: 18.0, bold: true, ink: INK }, MARGIN, document.room());
        document.page.rectangle(MARGIN, document.y - 2.0, 28.0, 2.5, JADE);
        document.y -= 14.0;
        document
    }

    /// Stands faintly across every page: who printed it and when.
    pub fn watermark(&mut self, text: impl Into<String>) {
        self.watermark = Some(text.into());
    }

    pub fn heading(&mut self, text: &str) {
        // A heading does not stand alone at the foot of a page.
        self.y -= 8.0;
        self.need(60.0);
        self.lines(text, Face { size: 12.5, bold: true, ink: INK }, MARGIN, self.room());
        self.y -= 3.0;
    }

    pub fn paragraph(&mut self, text: &str) {
        self.lines(text, BODY, MARGIN, self.room());
        self.y -= 5.0;
    }

    /// A remark in small, soft letters.
    pub fn note(&mut self, text: &str) {
        self.lines(text, NOTE, MARGIN, self.room());
        self.y -= 4.0;
    }

    /// What is so, in two columns of label and value.
    pub fn facts(&mut self, facts: &[(impl AsRef<str>, String)]) {
        let half = self.room() / 2.0;
        let label = 76.0;
        for pair in facts.chunks(2) {
            let wrapped: Vec<_> = pair
                .iter()
                .map(|(name, value)| (wrap(name.as_ref(), NOTE.size, label - 8.0), wrap(value, BODY.size, half - label - 12.0)))
                .collect();
            let lines = wrapped.iter().map(|(name, value)| name.len().max(value.len())).max().unwrap_or(1);
            let height = lines as f32 * BODY.size * LEADING + 4.0;
            self.need(height);
            for (column, (name, value)) in wrapped.iter().enumerate() {
                let x = MARGIN + half * column as f32;
                self.block(name, NOTE, x, self.y, BODY.size * LEADING);
                self.block(value, BODY, x + label, self.y, BODY.size * LEADING);
            }
            self.y -= height;
            self.page.line(MARGIN, self.y + 2.0, self.wide - MARGIN, WASH);
        }
        self.y -= 6.0;
    }

    /// A table; its head stands on each page again. Rows that lack cells end early, what they have too much is left out.
    pub fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let shares: f32 = columns.iter().map(|c| c.share).sum();
        let widths: Vec<f32> = columns.iter().map(|c| self.room() * c.share / shares.max(f32::MIN_POSITIVE)).collect();
        let titles: Vec<String> = columns.iter().map(|c| c.title.clone()).collect();
        self.need(60.0);
        self.row(columns, &widths, &titles, HEAD);
        for row in rows {
            if self.y - self.height_of(&widths, row) < self.floor() {
                self.turn();
                self.row(columns, &widths, &titles, HEAD);
            }
            self.row(columns, &widths, row, CELL);
        }
        self.y -= 10.0;
    }

    fn height_of(&self, widths: &[f32], row: &[String]) -> f32 {
        let lines = row.iter().zip(widths).map(|(cell, wide)| wrap(cell, CELL.size, wide - 10.0).len()).max().unwrap_or(1);
        // A row never exceeds what a page holds: the rest of its text would have no place anywhere.
        (lines as f32 * CELL.size * 1.4 + 7.0).min(self.high - 3.0 * MARGIN)
    }

    fn row(&mut self, columns: &[Column], widths: &[f32], row: &[String], face: Face) {
        let height = self.height_of(widths, row);
        if face.bold {
            self.page.rectangle(MARGIN, self.y - height, self.room(), height, WASH);
        }
        let mut x = MARGIN;
        let room = ((height - 7.0) / (CELL.size * 1.4)).round() as usize;
        for ((column, wide), cell) in columns.iter().zip(widths).zip(row) {
            for (n, line) in wrap(cell, face.size, wide - 10.0).iter().take(room).enumerate() {
                let start = if column.align == Align::Right { x + wide - 5.0 - width(line, face.size) } else { x + 5.0 };
                self.page.text(start, self.y - 4.0 - face.size - n as f32 * CELL.size * 1.4, face, line);
            }
            x += wide;
        }
        self.y -= height;
        self.page.line(MARGIN, self.y, self.wide - MARGIN, RULE);
    }

    /// Bars that lie, the longest as long as there is room.
    pub fn bars(&mut self, bars: &[Bar]) {
        let most = bars.iter().map(|b| b.value).fold(0.0, f64::max);
        let (label, text) = (self.room() * 0.28, self.room() * 0.18);
        for bar in bars {
            let name = wrap(&bar.label, CELL.size, label - 8.0);
            let height = name.len() as f32 * CELL.size * 1.4 + 5.0;
            self.need(height);
            self.block(&name, CELL, MARGIN, self.y, CELL.size * 1.4);
            let share = if most > 0.0 { (bar.value.max(0.0) / most) as f32 } else { 0.0 };
            let long = (self.room() - label - text) * share;
            self.page.rectangle(MARGIN + label, self.y - 12.0, long.max(0.75), 9.0, JADE);
            self.page.text(MARGIN + label + long + 6.0, self.y - CELL.size - 1.5, CELL, &bar.text);
            self.y -= height;
        }
        self.y -= 8.0;
    }

    /// Lines to sign and date on, three in a row.
    pub fn signatures(&mut self, who: &[&str]) {
        self.y -= 14.0;
        let wide = self.room() / 3.0;
        for row in who.chunks(3) {
            self.need(64.0);
            for (n, name) in row.iter().enumerate() {
                let x = MARGIN + wide * n as f32;
                self.page.text(x, self.y - 10.0, NOTE, name);
                self.page.line(x, self.y - 46.0, x + wide - 18.0, SOFT);
            }
            self.y -= 64.0;
        }
    }

    /// The file.
    pub fn finish(mut self) -> Vec<u8> {
        self.turn();
        let count = self.pages.len();
        for (n, page) in self.pages.iter_mut().enumerate() {
            let number = format!("{} / {count}", n + 1);
            page.line(MARGIN, MARGIN - 12.0, self.wide - MARGIN, RULE);
            page.text(
                MARGIN,
                MARGIN - 26.0,
                NOTE,
                wrap(&self.foot, NOTE.size, self.wide - 2.0 * MARGIN - 80.0).first().map_or("", String::as_str),
            );
            page.text(self.wide - MARGIN - width(&number, NOTE.size), MARGIN - 26.0, NOTE, &number);
        }
        let under = self.watermark.as_deref().map(|mark| marked(mark, self.wide, self.high)).unwrap_or_default();
        write(&self.title, self.wide, self.high, under, self.pages)
    }

    fn room(&self) -> f32 {
        self.wide - 2.0 * MARGIN
    }

    fn floor(&self) -> f32 {
        MARGIN
    }

    fn need(&mut self, height: f32) {
        if self.y - height < self.floor() {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = self.high - MARGIN;
    }

    fn block(&mut self, lines: &[String], face: Face, x: f32, top: f32, leading: f32) {
        for (n, line) in lines.iter().enumerate() {
            self.page.text(x, top - face.size - n as f32 * leading, face, line);
        }
    }

    fn lines(&mut self, text: &str, face: Face, x: f32, room: f32) {
        let leading = face.size * LEADING;
        for line in wrap(text, face.size, room) {
            self.need(leading);
            self.page.text(x, self.y - face.size, face, &line);
            self.y -= leading;
        }
    }
}

/// A page with nothing but a text, faint and slanted, all over it.
fn marked(text: &str, wide: f32, high: f32) -> Page {
    let face = Face { size: 15.0, bold: false, ink: WATER };
    let (sin, cos) = 30_f32.to_radians().sin_cos();
    let step = width(text, face.size) * cos + 70.0;
    let mut page = Page::default();
    let mut y = 60.0;
    while y < high {
        let mut x = 20.0;
        while x < wide {
            page.turned([cos, sin, -sin, cos, x, y], face, text);
            x += step;
        }
        y += 170.0;
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{Bar, Column, Document};

    fn pages(file: &[u8]) -> usize {
        String::from_utf8_lossy(file).matches("/Type /Page\n").count()
    }

    #[test]
    fn a_long_table_goes_on_with_its_head_on_the_next_page() {
        let mut document = Document::new("投诉处理报告", "启明家居");
        let rows: Vec<_> = (0..120).map(|n| vec![format!("TS-{n:04}"), "已关闭".into()]).collect();
        document.table(&[Column::text("编号", 1.0), Column::number("状态", 1.0)], &rows);
        assert_eq!(pages(&document.finish()), 4);
    }

    #[test]
    fn every_part_is_drawn_and_a_file_comes_out() {
        let mut document = Document::landscape("Report (2026)", "foot");
        document.watermark("林晓 2026-11-27 14:20");
        document.heading("一、受理情况");
        document.paragraph("客户反映“吊顶开裂”，已于 24 小时内上门。\nThe second line.");
        document.note("说明");
        document.facts(&[("编号", "TS-0001".into()), ("客户", "启明家居有限公司".into()), ("金额", "¥1,280.00".into())]);
        document.bars(&[
            Bar { label: "质量".into(), value: 3.0, text: "3 件".into() },
            Bar { label: "无".into(), value: 0.0, text: "0".into() },
        ]);
        document.signatures(&["投诉人", "客服经理", "营销总监", "总经理"]);
        let file = document.finish();
        assert!(file.starts_with(b"%PDF-"));
        assert_eq!(pages(&file), 1);
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_it(text in "\\PC{0,200}", share in 0.0_f32..3.0) {
            let mut document = Document::new(text.clone(), text.clone());
            document.watermark(text.clone());
            document.heading(&text);
            document.facts(&[(text.as_str(), text.clone())]);
            document.table(&[Column::text(text.clone(), share), Column::number("", 0.0)], &[vec![text.clone(), text.repeat(40), text]]);
            proptest::prop_assert!(document.finish().starts_with(b"%PDF-"));
        }
    }
}
