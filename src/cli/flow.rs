//! `motcua flow`: processes and their people: check, import, accept, staff, deputy, roster.

mod check;
mod import;
mod people;

use clap::{Args, Subcommand};

use super::exit::Failure;

/// Options of `motcua flow`.
#[derive(Debug, Args)]
pub struct FlowArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Kiểm tra quy trình: tổng thời gian, người ở từng bước, ngõ cụt, khoảng trống hiệu lực
    Check(check::CheckArgs),
    /// Chuyển danh sách quy trình thô (JSON từng dòng) thành tệp quy trình
    Import(import::ImportArgs),
    /// Nhận những điểm còn vướng của một quy trình để được dùng
    Accept(people::AcceptArgs),
    /// Cử cán bộ thường xử lý một bước
    Staff(people::StaffArgs),
    /// Cử người làm thay cán bộ vắng mặt
    Deputy(people::DeputyArgs),
    /// Xếp lịch trực
    Roster(people::RosterArgs),
}

/// Runs it.
///
/// # Errors
/// As the subcommand.
pub fn run(args: &FlowArgs) -> Result<(), Failure> {
    match &args.what {
        What::Check(args) => check::run(args),
        What::Import(args) => import::run(args),
        What::Accept(args) => people::accept(args),
        What::Staff(args) => people::staff(args),
        What::Deputy(args) => people::deputy(args),
        What::Roster(args) => people::roster(args),
    }
}
