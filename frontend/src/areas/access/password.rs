use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use contract::access::own::{ChangeOwnPassword, ChangePassword};
use contract::organisation::Me;
use leptos::prelude::*;
use locale::access_ui as access;

/// Old password, new password, the new one again.
pub fn password_form(done: Callback<Me>) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<ChangeOwnPassword>(&[], None, key, &body).await },
            move |me: Me| {
                form.reset();
                done.run(me);
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/old_password" label=access::OLD_PASSWORD kind=Kind::Password autocomplete="current-password" must=true />
            <Field at="/new_password" label=access::NEW_PASSWORD kind=Kind::Password autocomplete="new-password" must=true hint=access::NEW_PASSWORD_HINT />
            <Field at="/repeat" label=access::REPEAT_PASSWORD kind=Kind::Password autocomplete="new-password" must=true />
            <FormFoot save=access::CHANGE_PASSWORD />
        </FormFrame>
    }
    .into_any()
}

fn read(read: &Reader) -> ChangePassword {
    let new_password = read.text("/new_password");
    if read.text("/repeat") != new_password {
        read.refuse("/repeat", "repeat");
    }
    ChangePassword { old_password: read.text("/old_password"), new_password }
}
