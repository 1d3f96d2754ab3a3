import { FormData } from 'undici';

/** A request, the status it must be answered with, and what is sent along: JSON, or a form. */
export type Look = [line: string, status: number, sent?: object | FormData];

/** A form with a file that is no picture. */
function noPicture(): FormData {
  const form = new FormData();
  form.set('file', new Blob(['<html>no picture</html>']), 'page.png');
  return form;
}

/** What people and monitors ask of a studio, about a task and a picture that are there; its refusals included. Nothing of it adds a row. */
export const looksAt = (task: string, image: string): Look[] => [
  ['GET /', 200],
  ['GET /settings', 200],
  [`GET /images/${image}`, 200],
  [`GET /s/${'A'.repeat(43)}`, 404],
  ['GET /api/runs?limit=60', 200],
  ['GET /api/images?q=lighthouse&limit=20', 200],
  ['GET /api/tasks?limit=20', 200],
  ['GET /api/tasks?open=1', 200],
  [`GET /api/tasks/${task}?wait=1`, 200],
  [`GET /api/images/${image}/file?size=thumb`, 200],
  [`GET /api/images/${image}/file?size=preview`, 200],
  [`GET /api/images/${image}/file?size=original&download=1`, 200],
  [`HEAD /api/images/${image}/file?size=original`, 200],
  ['GET /api/models', 200],
  ['GET /api/status', 200],
  ['GET /api/spending', 200],
  ['GET /api/budget', 200],
  ['GET /api/health/ready', 200],
  ['GET /api/tasks/nobody-knows-it', 404],
  ['POST /api/generate', 422, { prompt: 7 }],
  ['POST /api/images', 415, noPicture()],
  ['PUT /api/status', 405],
];
