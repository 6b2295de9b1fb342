//! The demo company's branches of categories and causes of complaints.

use ::complaints::topics::add;
use contract::complaints::ComplaintCategory;
use contract::complaints::intake::{NewTopic, TopicKind};
use platform::Reply;
use platform::auth::Actor;
use platform::db::{Door, Tx};
use uuid::Uuid;

const CATEGORIES: [(ComplaintCategory, &[&str]); 4] = [
    (ComplaintCategory::Quality, &["柜体与门板", "地板", "卫浴", "五金件"]),
    (ComplaintCategory::Delivery, &["延期交付", "错发漏发", "运输破损"]),
    (ComplaintCategory::Service, &["安装", "售后响应", "接待态度"]),
    (ComplaintCategory::Contract, &["增项收费", "条款不清"]),
];
const CAUSES: [(&str, &[&str]); 4] = [
    ("材料", &["进货检验漏检", "仓储受潮", "供应商批次问题"]),
    ("施工", &["工艺不规范", "成品保护不到位"]),
    ("计划", &["排期过紧", "物流延误"]),
    ("沟通", &["承诺不清", "信息未传达"]),
];

/// What the service manager set up before the first complaint.
pub(super) async fn branches(door: &Door, manager: &Actor) -> Reply<()> {
    for (category, names) in CATEGORIES {
        for name in names {
            branch(door, manager, TopicKind::Category, Some(category), None, name).await?;
        }
    }
    for (name, twigs) in CAUSES {
        let parent = branch(door, manager, TopicKind::Cause, None, None, name).await?;
        for twig in twigs {
            branch(door, manager, TopicKind::Cause, None, Some(parent), twig).await?;
        }
    }
    Ok(())
}

async fn branch(
    door: &Door,
    who: &Actor,
    kind: TopicKind,
    category: Option<ComplaintCategory>,
    parent_id: Option<Uuid>,
    name: &str,
) -> Reply<Uuid> {
    let new = NewTopic { kind, category, parent_id, name: name.to_owned() };
    door.write(who, None, async move |tx: &mut Tx| Ok(add(tx, &new).await?.id)).await
}
