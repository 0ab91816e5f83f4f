import { account } from './account';
import { audio } from './audio';
import { element } from './element';
import { image } from './image';
import type { Resource, TaskKind } from './operation';
import { task } from './task';
import { video } from './video';
import { voice } from './voice';

/** The resources, by name. Everything that has to know the operations asks here. */
export const resources: readonly Resource[] = [account, audio, element, image, task, video, voice];

const made = resources.flatMap(({ operations }) => operations.flatMap(({ makes = [] }) => makes));

/** Every kind of task that an operation makes, once each, by name. */
export const taskKinds: readonly TaskKind[] = made
	.filter(({ product }, index) => made.findIndex((other) => other.product === product) === index)
	.sort((a, b) => (a.name < b.name ? -1 : 1));
