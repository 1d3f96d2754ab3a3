/** An address without a picture: the answer is 404, and the viewer says so over the library. */
export default function NoPicture() {
  return null;
}
