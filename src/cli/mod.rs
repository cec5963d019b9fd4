//! Subcommands, one file each; the exit status says what kind of failure it was.

pub mod act;
mod exit;
mod output;
mod place;
mod desk;
mod serve;
mod receipt;
mod receive;
mod find;
mod print;
mod printer;
mod attach;
mod result;
mod due;
mod calendar;
mod catalogue;
mod convert;
mod template;
mod office;
mod officer;
mod init;
mod typed;
mod login;
mod check;
mod audit;
mod doctor;
mod demo;
mod keys;
mod manual;
mod flow;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::exit::{Exit, Failure};

/// The command line of `motcua`.
#[derive(Debug, Parser)]
#[command(name = "motcua", version, about = "Phần mềm Bộ phận một cửa")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    desk: desk::DeskArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lập cơ quan thật: hỏi tên, mã, cán bộ rồi tạo tệp cơ quan và hai tài khoản đầu
    Init(init::InitArgs),
    /// Màn hình quầy (mặc định khi không gõ lệnh con)
    Desk(desk::DeskArgs),
    /// Chạy máy chủ cho nhiều quầy
    Serve(serve::ServeArgs),
    /// Tiếp nhận một hồ sơ từ tệp JSON
    Receive(receive::ReceiveArgs),
    /// Tìm hồ sơ theo mã, số cuối, họ tên, điện thoại, số định danh
    Find(find::FindArgs),
    /// Xem một hồ sơ (JSON): nội dung, các bước, lưu vết, việc làm được
    Show(act::ShowArgs),
    /// Làm một việc trên hồ sơ: chuyển, nhận, duyệt, yêu cầu bổ sung…
    Act(act::ActArgs),
    /// In một biểu mẫu của hồ sơ ra tệp PDF
    Print(print::PrintArgs),
    /// Máy in: kiểm tra tệp, liệt kê, hỏi trạng thái, in thử
    Printer(printer::PrinterArgs),
    /// Đính kèm một tệp vào hồ sơ
    Attach(attach::AttachArgs),
    /// Kết quả của hồ sơ: đưa lên, liệt kê
    Result(result::ResultArgs),
    /// Tính ngày hẹn trả từ lúc nhận và thời hạn (không cần cơ sở dữ liệu)
    Due(due::DueArgs),
    /// Lịch làm việc: kiểm tra tệp lịch
    Calendar(calendar::CalendarArgs),
    /// Danh mục: kiểm tra; đề nghị, xem, duyệt thay đổi
    Catalogue(catalogue::CatalogueArgs),
    /// Chuyển hồ sơ đang giải quyết sang phiên bản mới của thủ tục
    Convert(convert::ConvertArgs),
    /// Mẫu in: liệt kê, kiểm tra, xem thử
    Template(template::TemplateArgs),
    /// Biên lai: kiểm tra quy tắc theo ngày hiệu lực
    Receipt(receipt::ReceiptArgs),
    /// Tệp cơ quan: kiểm tra, lấy mẫu
    Office(office::OfficeArgs),
    /// Cán bộ: mật khẩu, mã đăng nhập, đóng và mở tài khoản
    Officer(officer::OfficerArgs),
    /// Cất mã đăng nhập của cán bộ vào kho khóa của máy
    Login(login::LoginArgs),
    /// Kiểm tra mọi tệp dữ liệu của cơ quan một lượt
    Check(check::CheckArgs),
    /// Lưu vết: kiểm tra chuỗi
    Audit(audit::AuditArgs),
    /// Khám tổng thể: kho dữ liệu, lịch, danh mục, lưu vết
    Doctor(doctor::DoctorArgs),
    /// Dữ liệu trình diễn: tạo hồ sơ giả để thử
    Demo(demo::DemoArgs),
    /// Thẻ phím để in, và kiểm tra tệp bảng phím
    Keys(keys::KeysArgs),
    /// Quy trình: kiểm tra, nhập, nhận, cử người xử lý, làm thay, lịch trực
    Flow(flow::FlowArgs),
    /// Sách hướng dẫn và ý nghĩa từng mã lỗi
    Manual(manual::ManualArgs),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(shown) if !shown.use_stderr() => {
            output::line(shown.to_string().trim_end());
            return ExitCode::SUCCESS;
        }
        Err(wrong) => return usage(&wrong.to_string()).report(),
    };
    let done = match cli.command {
        Some(Command::Due(args)) => due::run(args),
        Some(Command::Calendar(args)) => calendar::run(args),
        Some(Command::Catalogue(args)) => catalogue::run(args),
        Some(Command::Convert(args)) => convert::run(&args),
        Some(Command::Template(args)) => template::run(args),
        Some(Command::Receipt(args)) => receipt::run(args),
        Some(Command::Serve(args)) => serve::run(&args),
        Some(Command::Receive(args)) => receive::run(&args),
        Some(Command::Find(args)) => find::run(&args),
        Some(Command::Show(args)) => act::show(&args),
        Some(Command::Act(args)) => act::run(&args),
        Some(Command::Print(args)) => print::run(&args),
        Some(Command::Printer(args)) => printer::run(args),
        Some(Command::Init(args)) => init::run(&args),
        Some(Command::Attach(args)) => attach::run(&args),
        Some(Command::Result(args)) => result::run(&args),
        Some(Command::Office(args)) => office::run(&args),
        Some(Command::Officer(args)) => officer::run(&args),
        Some(Command::Login(args)) => login::run(&args),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Audit(args)) => audit::run(&args),
        Some(Command::Doctor(args)) => doctor::run(&args),
        Some(Command::Demo(args)) => demo::run(&args),
        Some(Command::Keys(args)) => keys::run(&args),
        Some(Command::Flow(args)) => flow::run(&args),
        Some(Command::Manual(args)) => manual::run(&args),
        Some(Command::Desk(args)) => desk::run(&args),
        None => desk::run(&cli.desk),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn usage(detail: &str) -> Failure {
    let text = format!(
        "Lệnh gõ chưa đúng. Chưa có gì bị thay đổi. Hãy sửa theo gợi ý:\n{}",
        detail.trim_end()
    );
    Failure::new(Exit::Usage, "MC-9030", text)
}
