use crate::i18n::t;
use crate::ui::badge::{Tone, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::text::since;
use contract::announcements::AddressedAnnouncement;
use leptos::prelude::*;
use locale::announcements_ui as text;

/// An announcement in a short list.
pub fn announcement_row(it: &AddressedAnnouncement) -> AnyView {
    let pinned = it.pinned.then(|| tag(Tone::Jade, t(text::PINNED)));
    let unread = it.read_at.is_none().then(|| tag(Tone::Ochre, t(text::UNREAD)));
    view! {
        <li class="goes">
            <span class="text-ink-3">{icon(Icon::Bell)}</span>
            <div class="grow">
                <a class="font-medium hover:text-jade" href=format!("/announcements/{}", it.id)>{it.title.clone()}</a>
                <small class="block">{it.author.name.clone()}" · "{since(it.shown_from)}</small>
            </div>
            {pinned}
            {unread}
        </li>
    }
    .into_any()
}
