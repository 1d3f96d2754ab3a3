/** Nothing here: the viewer over the library has asked for the picture by itself and says that there is none. */
export default function ImageNotFound() {
  return null;
}
