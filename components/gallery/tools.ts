import { createContext, use } from 'react';
import type { Selection } from '@/lib/client/selection';
import type { Image } from '@/lib/schema/image';
import type { Task } from '@/lib/schema/task';
import type { Attention } from './attention';
import type { PictureActions } from './use-picture-actions';
import type { TaskActions } from './use-task-actions';

/** What every tile may use; the same object for as long as the gallery stands, so it redraws nothing. */
export type Tools = {
  attention: Attention;
  selection: Selection;
  pictures: PictureActions;
  tasks: TaskActions;
  openMenu: (image: Image, key: string, anchor: HTMLElement) => void;
  openDetails: (task: Task) => void;
};

export const ToolsContext = createContext<Tools | null>(null);

export function useTools(): Tools {
  const tools = use(ToolsContext);
  if (tools === null) throw new Error('A tile stands outside of a gallery.');
  return tools;
}
