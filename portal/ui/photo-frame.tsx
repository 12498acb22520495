// A person's photo, or a neutral figure when there is none. The bytes live in the browser only as long as
// the photo is on the screen.

import { useEffect, useMemo } from 'preact/hooks';
import type { Photo } from '../../contracts/photo.ts';
import './photo-frame.css';

interface PhotoFrameProperties {
  readonly photo: Photo | null;
  readonly description: string;
  readonly withoutPhoto: string;
}

export function PhotoFrame({ photo, description, withoutPhoto }: PhotoFrameProperties) {
  const address = useMemo(() => (photo ? URL.createObjectURL(blobOf(photo)) : null), [photo]);
  useEffect(() => () => (address ? URL.revokeObjectURL(address) : undefined), [address]);
  if (address) return <img class="photo" src={address} alt={description} />;
  return (
    <div class="photo photo-missing">
      <svg viewBox="0 0 100 100" aria-hidden="true" focusable="false">
        <circle cx="50" cy="38" r="20" />
        <path d="M12 100a38 36 0 0 1 76 0z" />
      </svg>
      <span>{withoutPhoto}</span>
    </div>
  );
}

function blobOf({ base64, mediaType }: Photo): Blob {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: mediaType });
}
