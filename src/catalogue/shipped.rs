//! The files the package ships, embedded. A new form or process file gets a line here; a test
//! compares these lists with the folders.

macro_rules! files {
    ($dir:literal: $($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../", $dir, "/", $name)))),*]
    };
}

/// Tables of the catalogue, sorted by code.
pub(crate) const TABLES: &[(&str, &str)] = files!("assets/catalogue":
    "procedures.tsv" "cases.tsv" "fees.tsv" "papers.tsv");

/// Published processes.
pub(crate) const PROCESSES: &[(&str, &str)] = files!("assets/processes":
    "commune-2025.toml" "district-2015.toml" "lien-thong-mau.toml");

/// Intake forms.
pub(crate) const FORMS: &[(&str, &str)] = files!("forms":
    "generic.toml"
    "ban-sao-giao-dich.toml"
    "ban-sao-so-goc.toml"
    "cai-chinh-ho-tich.toml"
    "cham-dut-giam-ho.toml"
    "cham-soc-thay-the.toml"
    "chu-ky-nguoi-dich.toml"
    "chung-thuc-ban-sao.toml"
    "chung-thuc-chu-ky.toml"
    "chung-thuc-di-chuc.toml"
    "chung-thuc-giao-dich.toml"
    "chuyen-truong-thcs.toml"
    "dat-cap-doi.toml"
    "dat-cap-lai.toml"
    "dat-chuyen-muc-dich-khong-xin-phep.toml"
    "dat-chuyen-muc-dich.toml"
    "dat-chuyen-quyen.toml"
    "dat-dinh-chinh.toml"
    "dat-lan-dau.toml"
    "dat-tach-hop-thua.toml"
    "dat-thay-doi-thong-tin.toml"
    "dat-the-chap.toml"
    "dat-thong-tin.toml"
    "dat-xoa-the-chap.toml"
    "giam-ho.toml"
    "giay-phep-dieu-chinh.toml"
    "giay-phep-sua-chua.toml"
    "giay-phep-xay-dung.toml"
    "giay-xac-nhan-khuyet-tat.toml"
    "ho-kinh-doanh-cap-lai.toml"
    "ho-kinh-doanh-cham-dut.toml"
    "ho-kinh-doanh-tam-ngung.toml"
    "ho-kinh-doanh-thanh-lap.toml"
    "ho-kinh-doanh-thay-doi.toml"
    "ho-ngheo.toml"
    "hoa-giai-dat-dai.toml"
    "hoc-bong-khuyet-tat.toml"
    "huu-tri-xa-hoi.toml"
    "ket-hon-lai.toml"
    "ket-hon.toml"
    "khai-sinh-co-giay-to.toml"
    "khai-sinh-lai.toml"
    "khai-sinh-nhan-con.toml"
    "khai-sinh.toml"
    "khai-tu-lai.toml"
    "khai-tu.toml"
    "lien-thong-khai-sinh.toml"
    "mai-tang-bao-tro.toml"
    "mai-tang-cuu-chien-binh.toml"
    "nguoi-co-cong-tu-tran.toml"
    "nhan-cha-me-con.toml"
    "nuoi-con-nuoi.toml"
    "phan-chia-di-san.toml"
    "sua-doi-giao-dich.toml"
    "than-nhan-nguoi-co-cong.toml"
    "tho-cung-liet-si.toml"
    "thu-nhap-thap.toml"
    "tinh-trang-hon-nhan.toml"
    "trich-luc-ho-tich.toml"
    "tro-cap-xa-hoi.toml"
    "tu-choi-di-san.toml"
    "tuyen-sinh-thcs.toml"
    "xac-dinh-khuyet-tat.toml"
    "xac-nhan-ho-tich.toml");
