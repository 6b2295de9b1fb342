//! A page with every part, to look at: `cargo run -p prints --example sample > sample.pdf`.
use prints::{Bar, Column, Document};
use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut page = Document::new("投诉处理报告", "启明家居 · 2026-11 · GB/T 19012-2019");
    page.watermark("林晓 2026-11-27 14:20");
    page.heading("一、受理情况");
    page.paragraph("本月共受理投诉 42 件，其中严重 3 件、一般 39 件；按期确认 40 件（95.2%），平均处理 4.6 个工作日。Most complaints concerned on-site installation quality and late delivery.");
    page.facts(&[
        ("编号", "TS-202611-0042".to_owned()),
        ("客户", "启明家居装饰工程有限公司成都分公司".to_owned()),
        ("受理时间", "2026-11-03 09:12".to_owned()),
        ("补偿金额", "¥1,280.00".to_owned()),
    ]);
    page.heading("二、原因分布");
    let bars = [("安装质量", 18.0), ("送货延误", 11.0), ("服务态度", 7.0), ("资料不全", 0.0)];
    page.bars(&bars.map(|(label, value)| Bar { label: label.into(), value, text: format!("{value} 件") }));
    page.heading("三、明细");
    let rows: Vec<_> = (1..40)
        .map(|n| vec![format!("TS-{n:04}"), "吊顶开裂，客户要求返工并延长质保期至两年".to_owned(), format!("{}.00", n * 35)])
        .collect();
    page.table(&[Column::text("编号", 1.2), Column::text("事由", 3.0), Column::number("费用（元）", 1.0)], &rows);
    page.note("注：费用含材料与人工。");
    page.signatures(&["投诉人", "客服经理", "营销总监"]);
    std::io::stdout().write_all(&page.finish())
}
