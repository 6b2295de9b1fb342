mod leaves;
mod tasks;

pub use tasks::of_record as tasks_of_record;

crate::pages! {
    workday:
    Tasks => tasks::list,
    NewTask => tasks::new,
    Task => tasks::show,
    EditTask => tasks::edit,
    Leaves => leaves::list,
    NewLeave => leaves::new,
    Leave => leaves::show,
}
