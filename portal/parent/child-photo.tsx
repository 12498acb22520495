// A child's photo in a small frame, or a neutral figure. The name always stands beside it in words, so the
// picture itself says nothing more to a screen reader.
import type { ChildOverview } from '../../contracts/children.ts';
import { PhotoFrame } from '../ui/photo-frame.tsx';

export function ChildPhoto({ child }: { readonly child: Pick<ChildOverview, 'photo'> }) {
  return (
    <div class="child-photo">
      <PhotoFrame photo={child.photo} description="" withoutPhoto="" />
    </div>
  );
}
