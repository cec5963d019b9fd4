scenarios! { s01_bo_sung_tam_dung }
