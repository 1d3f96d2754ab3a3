import 'server-only';
import { singleton } from './singleton';

/** Bytes that all pictures on their way have together; four usual ones of two megabytes fit. */
const sharedBytes = 8 * 1024 * 1024;

/** The memory that one picture takes. */
export type Room = {
  /** Resolves when there is room for so many bytes more. */
  grow(bytes: number): Promise<void>;
  /** Gives all of it back, and whatever it still waits for up. */
  release(): void;
};

type Wish = { room: Room; bytes: number; take: () => void; go: () => void };
type Rooms = { used: number; large: Room | null; wishes: Wish[] };

const rooms = (): Rooms => singleton('picture-room', () => ({ used: 0, large: null, wishes: [] }));

/**
 * Room for a picture on its way from a stranger's host to the disk. One at a time may become as large as a file may be;
 * all others share what usual pictures take, and wait when that is full. So many at once, each of which never ends, take
 * no more memory than one. To be released, whatever came of the picture.
 */
export function roomForPicture(): Room {
  const all = rooms();
  let mine = 0;
  const room: Room = {
    grow: (bytes) =>
      new Promise((go) => {
        const take = () => {
          mine += bytes;
          all.used += bytes;
        };
        all.wishes.push({ room, bytes, take, go });
        serve(all);
      }),
    release() {
      all.used -= mine;
      mine = 0;
      if (all.large === room) all.large = null;
      all.wishes = all.wishes.filter((wish) => wish.room !== room);
      serve(all);
    },
  };
  return room;
}

function serve(all: Rooms): void {
  all.wishes = all.wishes.filter((wish) => {
    const granted = grants(all, wish);
    if (granted) wish.go();
    return !granted;
  });
}

function grants(all: Rooms, { room, bytes, take }: Wish): boolean {
  if (all.large === room) return true;
  if (all.used + bytes <= sharedBytes) {
    take();
    return true;
  }
  if (all.large !== null) return false;
  all.large = room;
  return true;
}
