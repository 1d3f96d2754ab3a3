/** The library alone; the layout draws it. */
export default function LibraryPage() {
  return null;
}
