use newsroom::models::Dimensions;

fn main() {
    let _ = Dimensions::builder()
        .width(7)
        .build();
}
