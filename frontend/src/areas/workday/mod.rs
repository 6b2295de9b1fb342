mod tasks;

crate::pages! {
    workday:
    Tasks => tasks::list,
    NewTask => tasks::new,
    Task => tasks::show,
    EditTask => tasks::edit,
}
