//! The checklists that a company starts with, one for each form of campaign.

use contract::campaigns::CampaignForm;
use contract::campaigns::preparation::PreparationTopic::{self, Equipment, Guests, Other, Publicity, Purchasing, Training, Venue};
use contract::campaigns::preparation::{CampaignTemplateForm, TemplateLine};

fn line(title: &str, topic: PreparationTopic, (days_before, takes): (u32, u32), after: &[u32]) -> TemplateLine {
    TemplateLine { title: title.to_owned(), topic, days_before, takes, must: false, evidence: false, after: after.to_vec() }
}

fn must(line: TemplateLine) -> TemplateLine {
    TemplateLine { must: true, ..line }
}

fn shown(line: TemplateLine) -> TemplateLine {
    TemplateLine { must: true, evidence: true, ..line }
}

/// In the order of [`CampaignForm::ALL`].
pub(super) fn all() -> Vec<CampaignTemplateForm> {
    let of = |name: &str, form, lines| CampaignTemplateForm { name: name.to_owned(), form, lines, in_use: true };
    vec![
        of("展会筹备清单", CampaignForm::Exhibition, exhibition()),
        of("研讨会筹备清单", CampaignForm::Seminar, seminar()),
        of("促销筹备清单", CampaignForm::Promotion, promotion()),
        of("小区活动筹备清单", CampaignForm::SiteEvent, site_event()),
        of("线上活动筹备清单", CampaignForm::Online, online()),
        of("培训筹备清单", CampaignForm::Training, training()),
    ]
}

fn exhibition() -> Vec<TemplateLine> {
    vec![
        shown(line("签展位合同", Venue, (40, 10), &[])),
        must(line("展台设计定稿", Venue, (25, 10), &[1])),
        must(line("宣传资料定稿并付印", Publicity, (12, 6), &[])),
        must(line("礼品采购到货", Purchasing, (7, 8), &[])),
        line("邀约老客户到展", Guests, (5, 8), &[]),
        must(line("展台人员排班与话术培训", Training, (3, 2), &[])),
        shown(line("展台搭建验收", Venue, (1, 2), &[2])),
        must(line("设备调试", Equipment, (1, 1), &[7])),
    ]
}

fn seminar() -> Vec<TemplateLine> {
    vec![
        shown(line("预订会场", Venue, (20, 3), &[])),
        must(line("确认主讲人和课题", Other, (18, 5), &[])),
        must(line("发出邀请函", Guests, (12, 3), &[1, 2])),
        must(line("会议资料印制", Publicity, (5, 4), &[2])),
        line("茶歇与伴手礼", Purchasing, (4, 3), &[]),
        must(line("确认到会名单", Guests, (2, 3), &[3])),
        must(line("投影音响测试", Equipment, (1, 1), &[1])),
    ]
}

fn promotion() -> Vec<TemplateLine> {
    vec![
        must(line("优惠方案与库存确认", Other, (15, 3), &[])),
        must(line("海报与朋友圈素材定稿", Publicity, (10, 4), &[1])),
        must(line("奖品采购到货", Purchasing, (5, 6), &[])),
        line("老客户短信和电话通知", Guests, (4, 3), &[2]),
        must(line("导购政策培训", Training, (3, 1), &[1])),
        shown(line("店面布置", Venue, (1, 1), &[2])),
    ]
}

fn site_event() -> Vec<TemplateLine> {
    vec![
        shown(line("物业进场许可", Venue, (10, 5), &[])),
        must(line("宣传单页与展架", Publicity, (6, 4), &[])),
        must(line("礼品到货", Purchasing, (5, 5), &[])),
        line("业主群预热", Guests, (4, 3), &[1]),
        must(line("人员分工与话术演练", Training, (2, 1), &[])),
        must(line("帐篷桌椅音响检查", Equipment, (1, 1), &[])),
    ]
}

fn online() -> Vec<TemplateLine> {
    vec![
        must(line("脚本与流程定稿", Other, (10, 4), &[])),
        must(line("预告海报与链接", Publicity, (6, 2), &[1])),
        line("老客户群邀约", Guests, (4, 3), &[2]),
        must(line("主播与客服培训", Training, (3, 1), &[1])),
        must(line("直播设备与网络测试", Equipment, (1, 1), &[])),
        must(line("优惠链接核对", Other, (1, 1), &[1])),
    ]
}

fn training() -> Vec<TemplateLine> {
    vec![
        must(line("讲师与课程确认", Other, (12, 4), &[])),
        must(line("场地预订", Venue, (10, 2), &[])),
        must(line("通知学员", Guests, (6, 2), &[1, 2])),
        must(line("讲义印制", Publicity, (3, 3), &[1])),
        must(line("设备测试", Equipment, (1, 1), &[2])),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use validator::Validate;

    #[test]
    fn each_form_has_a_checklist_whose_order_fits_its_days() {
        let all = all();
        assert_eq!(all.iter().map(|template| template.form).collect::<Vec<_>>(), CampaignForm::ALL);
        for template in &all {
            assert!(template.validate().is_ok(), "{}", template.name);
            for line in &template.lines {
                for after in &line.after {
                    let first = &template.lines[*after as usize - 1];
                    assert!(first.days_before >= line.days_before, "{}: {} before {}", template.name, first.title, line.title);
                }
            }
        }
    }
}
