use newsroom::models::Dimensions;

fn main() {
    let picture = Dimensions::builder().width(1).height(2).width(3).build();
    assert_eq!((picture.width, picture.height), (3, 2));
}
