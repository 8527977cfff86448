import { InputError } from '@audiate/protocol';
import * as tf from '@tensorflow/tfjs';

/**
 * The gradient of `tf.image.resizeBilinear`. The cpu kernel swaps height and width in the shape of its answer; none
 * looks at `halfPixelCenters`, which is refused, as the gradient would be wrong.
 */
export const resizeBilinearGradient: tf.GradConfig = {
  kernelName: tf.ResizeBilinear,
  inputsToSave: ['images'],
  gradFunc: (dy, [images], attrs) => ({
    images: () => {
      if (attrs.halfPixelCenters) {
        throw new InputError('resizeBilinear has no gradient with halfPixelCenters true; set it to false');
      }
      const inputs = { dy: dy as tf.Tensor, images: images! };
      const gradient = tf.engine().runKernel<tf.Tensor>(tf.ResizeBilinearGrad, inputs, attrs);
      return tf.reshape(gradient, images!.shape);
    },
  }),
};
