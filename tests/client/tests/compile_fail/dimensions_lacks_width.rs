use newsroom::models::Dimensions;

fn main() {
    let _ = Dimensions::builder()
        .height(7)
        .build();
}
